"""Factory Atlas: tables with sources, calculations that know no screen, figures that know no rules."""
