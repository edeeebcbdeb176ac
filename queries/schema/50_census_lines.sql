-- Question: between which two censuses does the share of each group in each authority lie on a day?
-- One row per classification, authority, group and census: its day (the first also stands for all days before it), its
-- share, and those of the next census, null after the last.
create table census_lines as
select
    residents.classification,
    residents.area_code,
    residents.group_code,
    residents.date,
    residents.residents / residents.base as share,
    lead(residents.date) over following as next_date,
    lead(residents.residents / residents.base) over following as next_share,
    if(row_number() over following = 1, '-infinity'::date, residents.date) as since
from residents
inner join areas on residents.area_code = areas.area_code
where
    areas.level = 'authority'
    and residents.age_base = 'all ages'
    and residents.lower is null
    and residents.base > 0
window
    following as (
        partition by residents.classification, residents.area_code, residents.group_code order by residents.date
    )
order by residents.classification, residents.area_code, residents.group_code, residents.date;
