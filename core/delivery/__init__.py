"""Handing photos out: to players, teams or by match, into folders, ZIPs or onto servers."""
