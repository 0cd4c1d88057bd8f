// Unified social credit codes (GB 32100-2015) whose check characters hold, for enterprises of a test.

const CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const BODY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

function weighted(text, alphabet, weight) {
  return [...text].reduce((sum, character, at) => sum + alphabet.indexOf(character) * weight(at), 0);
}

/** The code of an enterprise of Haimen District with these eight characters as its own. */
export function uscc(eight) {
  const rest = (11 - (weighted(eight, BODY, (at) => BODY_WEIGHTS[at]) % 11)) % 11;
  const body = `91320614${eight}${rest === 10 ? "X" : rest}`;
  const check = (31 - (weighted(body, CODE, (at) => 3 ** at % 31) % 31)) % 31;
  return body + CODE[check];
}

/** The same code with a check character that does not hold. */
export function wrong(code) {
  const last = CODE[(CODE.indexOf(code.at(-1)) + 1) % CODE.length];
  return code.slice(0, -1) + last;
}
