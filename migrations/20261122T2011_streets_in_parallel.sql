-- The streets of all works are found by several workers at once, which the database allows for such functions only.
alter function streets_at(geometry, text, double precision) parallel safe;
drop function street_line(text);
