DROP TABLE api.rendering_chunk;
DROP TABLE api.rendering;
