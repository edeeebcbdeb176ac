-- Question: who lives in each place, in every classification the source can be counted in?
-- Marts built once, so that a page's query touches kilobytes.

-- One row per source area, date, classification, group and age base, with old authority codes taken to those in use.
-- An old code that was divided among several of today's cannot be added up, and stays under its own code.
create temp table placed as
with whole as (
    select from_code, min(to_code) as to_code
    from area_changes
    where kind != 'made_of' and from_code not in (select area_code from areas where standing = 'current')
    group by from_code
    having count(distinct to_code) = 1
)

select
    coalesce(whole.to_code, population.area_code) as area_code,
    population.date,
    population.classification,
    population.group_code,
    population.age_base,
    population.source_code,
    bool_or(population.estimated) as estimated,
    bool_or(whole.to_code is not null and whole.to_code != population.area_code) as summed,
    round(sum(population.residents), 2) as residents, -- as the source has it, whatever the order of adding
    case when count(*) = 1 then min(population.lower) end as lower,
    case when count(*) = 1 then min(population.upper) end as upper
from population
left join whole on population.area_code = whole.from_code
group by all;

-- The same, in every coarser classification it can be counted in. Never the reverse.
create temp table counted as
select
    area_code, date, classification, group_code, age_base, source_code, estimated, summed,
    classification as source_classification, residents, lower, upper
from placed
union all
select
    placed.area_code,
    placed.date,
    group_maps.to_classification,
    group_maps.to_group_code,
    placed.age_base,
    placed.source_code,
    bool_or(placed.estimated),
    bool_or(placed.summed),
    placed.classification,
    round(sum(placed.residents), 2),
    null,
    null
from placed
inner join group_maps
    on placed.classification = group_maps.classification and placed.group_code = group_maps.group_code
where placed.lower is null and group_maps.to_classification != 'all'
group by all;

-- Regions and countries are their authorities added up, unless the source has them itself.
create temp table regions_and_countries as
select
    area_within.within_code as area_code,
    counted.date,
    counted.classification,
    counted.group_code,
    counted.age_base,
    counted.source_code,
    bool_or(counted.estimated) as estimated,
    true as summed,
    counted.source_classification,
    round(sum(counted.residents), 2) as residents,
    null::double as lower,
    null::double as upper
from area_within
inner join counted on area_within.area_code = counted.area_code
where
    area_within.level = 'authority'
    and counted.lower is null
    and counted.source_classification != 'survey-4'
group by all;

create temp table everything as
select * from counted
union all
select * from regions_and_countries;

create table residents_counted as
with each_source as (
    select
        area_code,
        date,
        classification,
        age_base,
        source_code,
        source_classification,
        bool_or(estimated) as estimated,
        round(sum(residents), 2) as base
    from everything
    group by all
),

-- Where two sources can answer, the one that was published for the area does, rather than an estimate.
preferred as (
    select
        area_code,
        date,
        classification,
        age_base,
        arg_min(source_code, (estimated, source_code)) as source_code,
        arg_min(source_classification, (estimated, source_code)) as source_classification,
        arg_min(base, (estimated, source_code)) as base
    from each_source
    group by all
)

select
    everything.area_code,
    everything.date,
    everything.classification,
    everything.group_code,
    everything.age_base,
    everything.residents,
    everything.lower,
    everything.upper,
    preferred.base,
    everything.source_code,
    everything.source_classification,
    everything.estimated,
    everything.summed
from everything
inner join preferred
    on
        everything.area_code = preferred.area_code
        and everything.date = preferred.date
        and everything.classification = preferred.classification
        and everything.age_base = preferred.age_base
        and everything.source_code = preferred.source_code
        and everything.source_classification = preferred.source_classification
order by
    everything.area_code, everything.classification, everything.age_base, everything.date, everything.group_code;

-- What returns tell, beside it: a row per area, day and list it is shown in, with its groups and their residents as
-- lists, for there are millions. Made again, with types of its own, where a return tells of any (small_areas.sql).
create table residents_told (
    area_code text,
    date date,
    classification text,
    group_codes text[],
    age_base text,
    people double[],
    lower double[],
    upper double[],
    base double,
    source_code text,
    source_classification text,
    estimated boolean
);

create view residents as
select *
from residents_counted
union all
select
    area_code,
    date,
    classification::text as classification,
    unnest(group_codes)::text as group_code,
    age_base::text as age_base,
    unnest(people) as residents,
    unnest(lower) as lower,
    unnest(upper) as upper,
    base,
    source_code::text as source_code,
    source_classification::text as source_classification,
    estimated,
    false as summed
from residents_told;
