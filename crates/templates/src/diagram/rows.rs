//! Where the main line is broken into rows: as few as may be, no way back or across cut in two if that can
//! be helped, and the rows about even, the first the longest.

/// A cut through a way is worse than any unevenness.
const CUT_COST: usize = 1000;

/// The lengths of the rows, of at most so many steps. `ties[k]`: how many ways a break
/// between the steps `k` and `k + 1` would cut.
pub fn row_lengths(count: usize, most: usize, ties: &[usize]) -> Vec<usize> {
    let rows = count.div_ceil(most);
    let even = if rows == 0 { 0 } else { count.div_ceil(rows) };
    let mut best: Vec<Option<(usize, Vec<usize>)>> = vec![None; count + 1];
    best[0] = Some((0, Vec::new()));
    for _ in 0..rows {
        let mut longer = vec![None; count + 1];
        for (start, (cost, lengths)) in
            best.iter().enumerate().filter_map(|(start, found)| found.as_ref().map(|found| (start, found)))
        {
            for length in 1..=most.min(count - start) {
                let end = start + length;
                let cuts = if end < count { ties.get(end - 1).copied().unwrap_or(0) } else { 0 };
                let cost = cost + even.abs_diff(length).pow(2) + cuts * CUT_COST;
                if longer[end].as_ref().is_none_or(|(cheapest, _)| cost <= *cheapest) {
                    let mut lengths = lengths.clone();
                    lengths.push(length);
                    longer[end] = Some((cost, lengths));
                }
            }
        }
        best = longer;
    }
    best.pop().flatten().map(|(_, lengths)| lengths).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_few_even_and_keep_together_what_is_tied() {
        let check = |count: usize, ties: &[usize], expect: &[usize]| {
            let ties: Vec<usize> = (0..count).map(|at| usize::from(ties.contains(&at))).collect();
            assert_eq!(row_lengths(count, 5, &ties), expect, "{count} {ties:?}");
        };
        check(0, &[], &[]);
        check(5, &[], &[5]);
        check(8, &[], &[4, 4]);
        check(8, &[3], &[5, 3]);
        check(14, &[], &[5, 5, 4]);
        check(14, &[9], &[5, 4, 5]);
        check(7, &[], &[4, 3]);
        check(10, &[4], &[5, 5]);
    }
}
