-- Question: which small areas have regions told us of, and who lives in them?
-- Run once, after the returns are in. What they tell of places goes beside what the censuses counted, under the id of
-- the return; where reference data has the same already, that stands.

insert into returns_of_residents
select return_id
from returns
where kind = 'population' and standing != 'illustrative'
order by return_id;

insert into areas
select
    population_returns.area_code,
    population_returns.area_code as name,
    'small area' as level,
    min(year(population_returns.date))::text as vintage,
    'current' as standing,
    arg_max(population_returns.within, returns.sequence) as parent_code,
    arg_max(population_returns.return_id, returns.sequence) as source_code
from population_returns
inner join returns on population_returns.return_id = returns.return_id
where
    returns.standing != 'illustrative'
    and population_returns.within is not null
    and population_returns.area_code not in (select area_code from areas)
group by population_returns.area_code
order by population_returns.area_code;

insert into area_within
select area_code, level, parent_code as within_code
from areas
where level = 'small area'
union all
select areas.area_code, areas.level, area_within.within_code
from areas
inner join area_within on areas.parent_code = area_within.area_code
where areas.level = 'small area'
order by within_code, area_code;

-- One row per area, date, age base, list of groups and return: its residents, and how many of them are of each coarser
-- group; null for those its list cannot be counted in.
create or replace temp table told_of as
with every_way as (
    select classification, group_code, classification as counted_in, group_code as counted_group
    from groups
    union all
    select classification, group_code, to_classification, to_group_code
    from group_maps
),

counted_as as (
    select
        classification,
        group_code,
        max(counted_group) filter (counted_in = 'broad-5') as broad,
        max(counted_group) filter (counted_in = 'white-other') as white,
        max(counted_group) filter (counted_in = 'british-other') as british
    from every_way
    group by classification, group_code
)

select
    told.return_id,
    told.area_code,
    told.date,
    told.classification,
    told.age_base as age_told,
    case coalesce(told.age_base, 'all')
        when 'all' then 'all ages' when '18_plus' then 'adults 18 and over' else 'adults 16 and over'
    end as age_base,
    bool_or(coalesce(told.estimated, false)) as estimated,
    sum(told.residents)::double as base,
    sum(told.residents) filter (counted_as.broad = 'asian')::double as asian,
    sum(told.residents) filter (counted_as.broad = 'black')::double as black,
    sum(told.residents) filter (counted_as.broad = 'mixed')::double as mixed,
    sum(told.residents) filter (counted_as.broad = 'white')::double as white,
    sum(told.residents) filter (counted_as.broad = 'other')::double as other,
    sum(told.residents) filter (counted_as.white = 'minorities_excluding')::double as minorities_excluding,
    sum(told.residents) filter (counted_as.british = 'white_british')::double as white_british,
    sum(told.residents) filter (counted_as.british = 'minorities_including')::double as minorities_including,
    count(*) over (partition by told.area_code, told.date, coalesce(told.age_base, 'all')) as tellings
from population_returns as told
inner join counted_as
    on told.classification = counted_as.classification and told.ethnic_group = counted_as.group_code
where told.return_id in (select return_id from returns_of_residents) and told.classification != 'all'
group by told.return_id, told.area_code, told.date, told.classification, told.age_base
having count(told.residents) = count(*);

-- One row per table of an area and list it is shown in; a list that was told stands before one that was worked out.
-- Most areas are told of once for a day and age, and then there is nothing to choose: only the rest is put in order.
create or replace temp table shown_in as
with coarser as (
    select unnest(['broad-5', 'white-other', 'british-other']) as shown
),

ways as (
    select told_of.*, told_of.classification as shown, 0 as step
    from told_of
    union all
    select told_of.*, coarser.shown, 1 as step
    from told_of
    cross join coarser
    where
        told_of.classification not in ('broad-5', 'white-other', 'british-other', 'survey-4')
        or (told_of.classification = 'broad-5' and coarser.shown = 'white-other')
),

not_counted as (
    select ways.*
    from ways
    anti join residents
        on
            ways.area_code = residents.area_code
            and ways.date = residents.date
            and ways.shown = residents.classification
            and ways.age_base = residents.age_base
)

select *
from not_counted
where tellings = 1
union all
(
    select *
    from not_counted
    where tellings > 1
    qualify row_number() over (
        partition by area_code, date, age_base, shown
        order by step, classification, return_id
    ) = 1
);

insert into residents
select
    told.area_code,
    told.date,
    told.classification,
    told.ethnic_group as group_code,
    shown_in.age_base,
    told.residents::double as residents,
    told.lower,
    told.upper,
    shown_in.base,
    told.return_id as source_code,
    told.classification as source_classification,
    shown_in.estimated,
    false as summed
from population_returns as told
inner join shown_in
    on
        told.return_id = shown_in.return_id
        and told.area_code = shown_in.area_code
        and told.date = shown_in.date
        and told.classification = shown_in.classification
        and told.age_base is not distinct from shown_in.age_told
where shown_in.step = 0;

-- In order of areas before each row becomes a row per group, which keeps it: there are three times as many after.
insert into residents
with in_order as (
    select *
    from shown_in
    where step = 1
    order by area_code, shown, age_base, date
)

select
    area_code,
    date,
    shown as classification,
    unnest(
        case shown
            when 'broad-5' then ['asian', 'black', 'mixed', 'other', 'white']
            when 'white-other' then ['minorities_excluding', 'white']
            else ['minorities_including', 'white_british']
        end
    ) as group_code,
    age_base,
    unnest(
        case shown
            when 'broad-5' then [asian, black, mixed, other, white]
            when 'white-other' then [minorities_excluding, white]
            else [minorities_including, white_british]
        end
    ) as residents,
    null as lower,
    null as upper,
    base,
    return_id as source_code,
    classification as source_classification,
    estimated,
    false as summed
from in_order;

drop table told_of;
drop table shown_in;
