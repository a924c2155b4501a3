/** A file of the extension, from any of its pages or its worker. */
export function extensionUrl(path: `/${string}`): string {
  return new URL(path, self.location.origin).href;
}
