-- Question: what does every answer rest on?
-- The committed facts, as data/reference/ holds them: one table a file, same name, same columns.

create table sources (
    source_code text primary key,
    title text not null,
    publisher text not null,
    publisher_table text,
    reference_date text,
    geography text,
    licence text not null,
    attribution text,
    obtained_from text,
    checked text,
    caveat text
);

create table areas (
    area_code text primary key,
    name text not null,
    level text not null,
    vintage text not null,
    standing text not null,
    parent_code text,
    source_code text not null
);

create table area_changes (
    from_code text not null,
    to_code text not null,
    kind text not null,
    year integer,
    note text,
    source_code text not null
);

create table classifications (
    classification text primary key,
    title text not null,
    year integer,
    groups integer not null,
    note text
);

create table groups (
    classification text not null,
    group_code text not null,
    label text not null,
    short_label text not null,
    broad_code text,
    position integer not null,
    including text not null,
    excluding text not null,
    primary key (classification, group_code)
);

create table group_maps (
    classification text not null,
    group_code text not null,
    to_classification text not null,
    to_group_code text not null,
    exact text not null,
    note text,
    primary key (classification, group_code, to_classification)
);

create table definitions (
    definition text primary key,
    label text not null,
    sentence text not null
);

create table aliases (
    label text primary key,
    group_code text not null,
    source_code text not null,
    note text
);

create table population (
    area_code text not null,
    date date not null,
    classification text not null,
    group_code text not null,
    age_base text not null,
    residents double not null,
    lower double,
    upper double,
    source_code text not null,
    estimated boolean not null
);

create table left_out (
    place text not null,
    what text not null,
    why text not null,
    people integer,
    source_code text not null
);

create table ward_error (
    source_code text not null,
    geography text not null,
    figure text not null,
    median double,
    p90 double,
    p99 double,
    max double,
    unit text not null,
    note text
);

create table forces (
    force_code text primary key,
    name text not null,
    short_name text not null,
    organisation text not null,
    source_code text not null
);

create table force_areas (
    force_code text not null,
    area_code text not null,
    source_code text not null
);

create table force_aliases (
    label text primary key,
    force_code text not null,
    source_code text not null
);

create table aliases_unmapped (
    label text primary key,
    reason text not null,
    source_code text not null
);
