"""Links that lead nowhere: which links the portal shows, and whether there is something behind them."""
