-- The state of the roads on which all standing closures were last judged together (C9).
alter table road_network add column judged uuid;
grant update (judged) on road_network to diwan_app;
