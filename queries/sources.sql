-- Question: where does every figure come from?
-- One row per source.
-- Parameters: none
select
    source_code, title, publisher, publisher_table, reference_date, geography, licence, attribution, obtained_from,
    checked, caveat
from sources
order by title;
