/** Text that runs, or leaves its place, where somebody takes it for markup, a script, an address, a style or a key. Each of them would set `hostile`. */
export const XSS = [
  '<script>globalThis.hostile = 1</script>',
  '<img src=x onerror="globalThis.hostile=1">',
  '<svg onload="globalThis.hostile=1"></svg>',
  '<svg><script>globalThis.hostile=1</script></svg>',
  '<iframe srcdoc="<script>parent.hostile=1</script>"></iframe>',
  '<a href="javascript:globalThis.hostile=1">here</a>',
  '<math><mtext><style><img src=x onerror=globalThis.hostile=1></style></mtext></math>',
  '<details open ontoggle="globalThis.hostile=1">',
  '<input autofocus onfocus="globalThis.hostile=1">',
  '<form action="javascript:globalThis.hostile=1"><button>send</button></form>',
  '<style>@import "javascript:globalThis.hostile=1"</style>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=javascript:globalThis.hostile=1">',
  '"><script>globalThis.hostile=1</script>',
  "'-globalThis.hostile=1-'",
  '</textarea><script>globalThis.hostile=1</script>',
  '</title></style></script><img src=x onerror=globalThis.hostile=1>',
  '<!--><img src=x onerror=globalThis.hostile=1>-->',
  '<![CDATA[<script>globalThis.hostile=1</script>]]>',
  'javascript:globalThis.hostile=1',
  'data:text/html,<script>globalThis.hostile=1</script>',
  '{{constructor.constructor("globalThis.hostile=1")()}}',
  '#{globalThis.hostile=1}',
  '&lt;img src=x onerror=globalThis.hostile=1&gt; &#60;b&#62;',
  '＜script＞globalThis.hostile=1＜/script＞',
] as const;

/** Elements that are no part of any screen, and attributes that run or lead away. Empty when text stayed text. */
export function cameOf(root: ParentNode): string[] {
  const elements = [
    ...root.querySelectorAll('script, iframe, object, embed, base, meta, math, form[action], img, svg[onload], svg script, title:not(svg title)'),
  ];
  const attributes = [...root.querySelectorAll('*')].filter((one) =>
    [...one.attributes].some(
      ({ name, value }) => name.startsWith('on') || (/^(?:href|src|action|formaction|srcdoc)$/.test(name) && /^\s*(?:javascript|data):/i.test(value)),
    ),
  );
  return [...elements, ...attributes].map((one) => one.outerHTML.slice(0, 200));
}

/** Those that stand nowhere as they are: in a text of the page, or in a field. */
export function missingOf(texts: readonly string[], root: Element): string[] {
  const fields = [...root.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value);
  return texts.filter((text) => !root.textContent?.includes(text) && !fields.some((value) => value.includes(text)));
}

/** The strings in groups of so many, the last one filled up from the front. */
export function inGroups(size: number): string[][] {
  const count = Math.ceil(XSS.length / size);
  return Array.from({ length: count }, (_, group) => Array.from({ length: size }, (__, at) => XSS[(group * size + at) % XSS.length] ?? ''));
}
