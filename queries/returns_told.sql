-- Question: which returns does the store hold, who accepted each, and whose place did it take?
-- One row per return, in the order they came in.
-- Parameters: none
select return_id, sequence, kind, title, sender, standing, received, accepted_by, replaces
from returns
order by sequence;
