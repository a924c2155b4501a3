/** The names of this very machine. */
const HERE = ['127.0.0.1', 'localhost', '[::1]'];

/** True for an endpoint on this very machine: it is reached without any network. */
export function isHere(endpoint: string): boolean {
  try {
    return HERE.includes(new URL(endpoint).hostname);
  } catch {
    return false;
  }
}

/** False while this machine has no way to the endpoint at all. True says little: a network is not yet the endpoint. */
export function hasWay(endpoint: string): boolean {
  return navigator.onLine || isHere(endpoint);
}
