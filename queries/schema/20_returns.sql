-- Question: what has been sent to us, by whom, and what did it say?
-- The list of returns that the store holds. The records are in a table a kind of return, made from data/layouts: the
-- columns of the layout in its order, after the return they came in and before the sheet and row they stood in.

create table returns (
    return_id text primary key,
    sequence integer not null, -- later returns come after earlier ones, whatever the clock said
    kind text not null,
    title text not null,
    sender text not null,
    standing text not null, -- published, illustrative or sent
    source_code text,
    received date not null,
    accepted_by text,
    body_codes text, -- with semicolons between them
    period_from date,
    period_to date,
    records integer not null,
    sha256 text not null,
    replaces text -- the returns whose place it took
);

-- One row: what this store was built from. The id is made of the inputs, so equal inputs give an equal id.
create table build (
    build_id text primary key,
    inputs text not null,
    returns integer not null,
    records integer not null,
    ledger_head text not null -- the hash of the last event in the ledger that it holds; '' for none
);

-- One row per return that tells who lives where: its figures stand in `residents` under its id.
create table returns_of_residents (return_id text primary key);
