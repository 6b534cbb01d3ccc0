"""People who may be one person: pairs that the centre found, people of other offices, and what a coordinator does with them."""
