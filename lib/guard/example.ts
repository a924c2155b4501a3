/**
 * One wording of a pattern, to call a phrase by: the first of every choice, without what may be missing. For people to read, not to match;
 * a pattern that does not parse is shown as it stands.
 */
export function exampleOf(pattern: string): string {
  let text = pattern;
  for (let depth = 0; depth < 8 && /[([]/.test(text); depth += 1) {
    text = text.replaceAll(/\[[^[\]()]*\]/g, '').replaceAll(/\(([^[\]()|]*)(\|[^[\]()]*)?\)/g, '$1');
  }
  const plain = text.replaceAll(/~+/g, '…').trim();
  return plain === '' || /[()[\]|]/.test(plain) ? pattern : plain;
}
