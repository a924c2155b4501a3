import { auditTable } from './audit.ts';
import { campaignTable } from './campaigns.ts';
import { changesAfter } from './changes.ts';
import { contentTable, importTable, mutationTable } from './content.ts';
import { customerChangeTable } from './customer-changes.ts';
import { customerTable, serviceTable } from './customers.ts';
import { deviceTable } from './devices.ts';
import { divergenceTable, fieldChangeTable } from './divergences.ts';
import { erasingTable } from './erasing.ts';
import { importChangeTable } from './import-changes.ts';
import { mergingTable } from './merging.ts';
import { ownerTable } from './owners.ts';
import { accountTable, peopleTable } from './people.ts';
import type { Tx } from './port.ts';
import { presenceTable } from './presence.ts';
import { publishingTable } from './publishing.ts';
import { recordTable } from './records.ts';
import { reviewTable } from './reviews.ts';
import { type Db, lastSeqOf } from './rows.ts';
import { savedFilterTable } from './saved-filters.ts';
import { searchTable } from './search.ts';
import { holdTable, taskTable } from './tasks.ts';
import { agentTable, placeTable } from './team.ts';
import { wholeTable } from './whole.ts';

/** All tables inside one transaction of whatever database Kysely speaks to. */
export function transactionOf(db: Db): Tx {
  return {
    meta: {
      async get(key) {
        return (await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value ?? null;
      },
      async set(key, value) {
        await db
          .insertInto('meta')
          .values({ key, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
          .execute();
      },
    },
    lastSeq: () => lastSeqOf(db),
    places: placeTable(db),
    agents: agentTable(db),
    accounts: accountTable(db),
    devices: deviceTable(db),
    people: peopleTable(db),
    presence: presenceTable(db),
    customers: customerTable(db),
    customerChanges: customerChangeTable(db),
    merging: mergingTable(db),
    savedFilters: savedFilterTable(db),
    services: serviceTable(db),
    tasks: taskTable(db),
    holds: holdTable(db),
    owners: ownerTable(db),
    records: recordTable(db),
    search: searchTable(db),
    reviews: reviewTable(db),
    mutations: mutationTable(db),
    content: contentTable(db),
    publishing: publishingTable(db),
    imports: importTable(db),
    campaigns: campaignTable(db),
    importChanges: importChangeTable(db),
    audit: auditTable(db),
    whole: wholeTable(db),
    divergences: divergenceTable(db),
    fieldChanges: fieldChangeTable(db),
    erasing: erasingTable(db),
    changes: (input) => changesAfter(db, input),
  };
}
