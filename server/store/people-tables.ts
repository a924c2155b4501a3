/** Logins, passwords, and whether somebody still works here. `personal`: the login as it was chosen. */
export type PeopleTables = {
  accounts: {
    agent_id: string;
    login_hash: string | null;
    password_hash: string | null;
    deactivated_at: number | null;
    updated_at: number;
    personal: string;
  };
  devices: {
    id: string;
    agent_id: string;
    token_hash: string;
    token_ends_at: number | null;
    refresh_hash: string | null;
    previous_hash: string | null;
    refresh_ends_at: number | null;
    created_at: number;
    seen_at: number | null;
    revoked_at: number | null;
    personal: string;
  };
};
