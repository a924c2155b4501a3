/** The form under which a login is compared: `Ann.Lee`, `ann.lee` and full-width letters are the same. */
export function plainLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase();
}
