DROP FUNCTION indicators.cells_handed_up(uuid[], text);
DROP FUNCTION indicators.categories_of(uuid[]);
DROP TABLE indicators.cell_period_figure, indicators.cell_figure;
