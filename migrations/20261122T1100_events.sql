-- Places that must stay free on certain days: processions, matches, the summer season. Rule C6 reads them.
call create_layer_table('events', 'MultiPolygon');
