-- Question: which build is this store, and from what was it made?
-- One row per store.
-- Parameters: none
select build_id, inputs, returns, records, ledger_head
from build;
