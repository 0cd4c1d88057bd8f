//! The tree: a hash for each leaf, a hash for each pair, the last unpaired one carried up unchanged.
//! That is the tree of RFC 9162; leaves and nodes begin with different bytes, so neither passes for the other.

use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Hash = [u8; 32];

const LEAF: u8 = 0;
const NODE: u8 = 1;

/// A step from a leaf to the root: the hash beside it, and on which side that one stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub beside: Hash,
    pub on_the_left: bool,
}

pub fn leaf_hash(body: &str) -> Hash {
    Sha256::new().chain_update([LEAF]).chain_update(body.as_bytes()).finalize().into()
}

fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([NODE]).chain_update(left).chain_update(right).finalize().into()
}

/// The root over leaves in order; over none, the hash of nothing.
pub fn root_of(mut level: Vec<Hash>) -> Hash {
    if level.is_empty() {
        return Sha256::digest([]).into();
    }
    while level.len() > 1 {
        level = level_above(&level);
    }
    level[0]
}

fn level_above(level: &[Hash]) -> Vec<Hash> {
    let pair = |pair: &[Hash]| match pair {
        [left, right] => node_hash(left, right),
        alone => alone[0],
    };
    level.chunks(2).map(pair).collect()
}

/// The way from one leaf to the root.
pub fn path_of(mut level: Vec<Hash>, mut index: usize) -> Vec<Step> {
    let mut path = Vec::new();
    while level.len() > 1 {
        let beside = index ^ 1;
        if let Some(hash) = level.get(beside) {
            path.push(Step { beside: *hash, on_the_left: beside < index });
        }
        level = level_above(&level);
        index /= 2;
    }
    path
}

/// Where a path leads.
pub fn root_by(leaf: Hash, path: &[Step]) -> Hash {
    path.iter().fold(leaf, |hash, step| {
        if step.on_the_left { node_hash(&step.beside, &hash) } else { node_hash(&hash, &step.beside) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(count: usize) -> Vec<Hash> {
        (0..count).map(|number| leaf_hash(&number.to_string())).collect()
    }

    #[test]
    fn every_path_leads_to_the_root_and_to_no_other() {
        for count in 1..=33 {
            let root = root_of(leaves(count));
            for (index, leaf) in leaves(count).into_iter().enumerate() {
                let path = path_of(leaves(count), index);
                assert_eq!(root_by(leaf, &path), root, "leaf {index} of {count}");
                assert_ne!(root_by(leaf_hash("another"), &path), root);
            }
            assert_ne!(root, root_of(leaves(count + 1)));
        }
    }

    /// The reference roots of Certificate Transparency for zero, one and three leaves.
    #[test]
    fn the_tree_is_the_published_one() {
        let root =
            |bodies: &[&str]| hex::encode(root_of(bodies.iter().map(|body| leaf_hash(body)).collect()));
        assert_eq!(root(&[]), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(root(&[""]), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assert_eq!(
            root(&["", "\0", "\u{10}"]),
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
        );
    }

    #[test]
    fn a_pair_of_hashes_is_no_leaf() {
        let two = leaves(2);
        let joined = [two[0], two[1]].concat();
        let as_leaf: Hash = Sha256::new().chain_update([LEAF]).chain_update(joined).finalize().into();
        assert_ne!(root_of(two), as_leaf);
    }
}
