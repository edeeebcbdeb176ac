-- Question: what has been sent to us, by whom, and what did it say?
-- One table a kind of return, plus the list of accepted returns. Every record names the return it came in.

create table returns (
    return_id text primary key,
    kind text not null,
    title text not null,
    sender text not null,
    standing text not null, -- published, illustrative or sent
    source_code text,
    received date not null,
    records integer not null,
    sha256 text not null
);

create table bodies (
    return_id text not null,
    body_code text not null,
    name text not null,
    body_type text not null,
    parent_body text,
    from_date date,
    to_date date
);

create table catchments (
    return_id text not null,
    body_code text not null,
    area_code text not null
);

create table seat_counts (
    return_id text not null,
    body_code text not null,
    tier text not null,
    as_at date not null,
    classification text not null,
    ethnic_group text not null,
    people double,
    designated_seats double,
    unit text not null,
    base double,
    note text
);

-- One row: what this store was built from. The id is made of the inputs, so equal inputs give an equal id.
create table build (
    build_id text primary key,
    inputs text not null,
    returns integer not null,
    records integer not null
);
