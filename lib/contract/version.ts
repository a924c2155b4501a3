/**
 * Version of everything stored or sent. It goes up when what was written before can no longer be read as it is; the test
 * tests/repo/contract-version.test.ts notices every change of a schema.
 */
export const CONTRACT_VERSION = 1;
