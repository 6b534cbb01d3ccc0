"""Care of children and dependants: places, carers, cards, requests, visits and incidents."""
