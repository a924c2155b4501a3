import type { AuditTables } from './audit.ts';
import type { CampaignTables } from './campaigns.ts';
import type { CustomerChangeTables } from './customer-changes.ts';
import type { DivergenceTables } from './divergences.ts';
import type { ErasingTables } from './erasing.ts';
import type { ImportChangeTables } from './import-changes.ts';
import type { OwnerTables } from './owners.ts';
import type { PeopleTables } from './people-tables.ts';
import type { PresenceTables } from './presence.ts';
import type { PublishingTables } from './publishing.ts';
import type { ReviewTables } from './reviews.ts';
import type { SavedFilterTables } from './saved-filters.ts';
import type { SearchTables } from './search.ts';

export type Tables = CoreTables &
  AuditTables &
  CampaignTables &
  DivergenceTables &
  ErasingTables &
  OwnerTables &
  CustomerChangeTables &
  ImportChangeTables &
  PeopleTables &
  PresenceTables &
  PublishingTables &
  ReviewTables &
  SavedFilterTables &
  SearchTables;

/**
 * The tables as both databases have them: text, integers and nothing else, so that PostgreSQL can follow. Times are UTC milliseconds, flags 0 and 1.
 * Everything personal or said stands in the one column `personal` (JSON) and no index touches it (design 16); the other columns are drawn from it on writing.
 */
type CoreTables = {
  sequence: { id: number; value: number };
  meta: { key: string; value: string };
  places: { id: string; parent_id: string | null; seq: number; body: string };
  agents: { id: string; place_id: string; role: string; created_at: number; personal: string };
  codes: { code_hash: string; agent_id: string; created_at: number; expires_at: number; used_at: number | null };
  customers: {
    id: string;
    place_id: string;
    seq: number;
    /** JSON of zone, days, from, to: customers with the same words here can be called at the same moments. */
    calling: string;
    callable: number;
    created_at: number;
    updated_at: number;
    /** Set: nothing of the person is left here, and no list has the row. */
    erased_at: number | null;
    /** Set: this customer is part of that one now, and no list has the row. */
    merged_into: string | null;
    personal: string;
  };
  /** By customer: when the clock alone may change what is planned (0: at once), and the last change that the plan knows of. */
  plans: { customer_id: string; plan_at: number; plan_seq: number };
  /** Calling words that any customer has or had: there are few, and asking the customers for them means reading all of them. */
  callings: { calling: string };
  /** Keyed hashes of phones and customer numbers: the only thing about them that an index holds. */
  customer_keys: { customer_id: string; kind: string; hash: string };
  services: {
    id: string;
    customer_id: string;
    place_id: string;
    ended_on: string;
    import_id: string | null;
    created_at: number;
    seq: number;
    personal: string;
  };
  tasks: {
    id: string;
    customer_id: string;
    service_id: string | null;
    place_id: string;
    agent_id: string | null;
    appointment: number;
    /** Decides about its hours where the place has others for it. */
    purpose: string | null;
    /** 1: it has times of its own, which only the program compares. */
    own_hours: number;
    not_before: number;
    due_by: number;
    priority: number;
    state: string;
    /** Counts only while it equals the `claim_id` of the customer's hold: a new holder makes every old claim void. */
    claim_id: string | null;
    created_at: number;
    updated_at: number;
    seq: number;
    personal: string;
  };
  /** Who has a customer, and until when. One row a customer: two agents never hold the same one. */
  holds: { customer_id: string; agent_id: string; claim_id: string; found: number; expires_at: number };
  records: {
    id: string;
    revision: number;
    latest: number;
    place_id: string;
    agent_id: string;
    customer_id: string | null;
    task_id: string | null;
    call_id: string;
    direction: string;
    outcome: string;
    started_at: number;
    saved_at: number;
    received_at: number;
    seq: number;
    /** The mutation of a correction, so that a later one can continue it. */
    made_by: string | null;
    /** 1 on the latest of revisions that were made apart. */
    apart: number;
    facts: string;
    personal: string;
  };
  mutations: { id: string; agent_id: string; body_hash: string; seq: number; received_at: number };
  scripts: { id: string; version: number; place_id: string | null; seq: number; body: string };
  phrase_lists: { id: string; version: number; place_id: string | null; seq: number; body: string };
  imports: { id: string; agent_id: string; place_id: string; body_hash: string; created_at: number; undone_at: number | null; personal: string };
};
