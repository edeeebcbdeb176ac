-- Question: which places or people in the sources have no figure here, and why?
-- One row per gap.
-- Parameters: none
select place, what, why, people, source_code
from gaps
order by source_code, place;
