"""Advanced packaging: capacity, projects, market, planner, vendors."""
