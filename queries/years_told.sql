-- Question: of which years has each body told, kind of evidence by kind?
-- One row per body, kind of evidence and year to 31 March (year is the year it ends in). A list of seats also tells of
-- the earlier years that it can be read at.
-- Parameters: none
with told as (
    select body_code, 'members' as kind, as_at as day
    from engaged
    where part not in ('beneficiary', 'consultee', 'source_of_activity', 'source_of_delivery', 'partner')
    union all
    select body_code, kind, day
    from told_on
    where kind in ('participation', 'recruitment', 'organisations', 'practice')
)

select distinct body_code, kind, (year(day) + (month(day) > 3)::integer)::integer as year
from told
where day is not null
order by body_code, kind, year;
