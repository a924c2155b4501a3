type Where = { env?: Record<string, string | undefined>; root?: string };
export function placesToLook(where?: Where): string[];
export function findPostgres(where?: Where): { path: string; wrong: null } | { path: null; wrong: string | null };
