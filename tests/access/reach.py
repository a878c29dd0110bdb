"""Who sees and acts on what, in a few lines of Python: the rules of access.md.

Written from `docs/security/access.md`, not from the SQL, to be compared with it.
"""

from dataclasses import dataclass, field

# What an organisation is to a programme that gives it all of the programme's projects.
OVERSEES = {"funder", "manager", "national_association"}
RUNS = {"manager", "national_association"}


@dataclass
class Portfolio:
    """A small world: everything has a small number as its id within its kind."""

    # Project → its programme, and whether it has been approved.
    projects: dict[int, tuple[int, bool]] = field(default_factory=dict)
    programmes: int = 0
    partnerships: int = 0
    organisations: int = 0
    # Pairs, as they are stored.
    takes_part: set[tuple[int, int]] = field(default_factory=set)
    pays: set[tuple[int, int]] = field(default_factory=set)
    tied: set[tuple[int, int]] = field(default_factory=set)
    members: set[tuple[int, int]] = field(default_factory=set)
    in_programme: set[tuple[int, int, str]] = field(default_factory=set)
    # Network → its programme; who carries it and who is in it; whose work a project is.
    networks: dict[int, int] = field(default_factory=dict)
    carries: dict[int, int] = field(default_factory=dict)
    joined: set[tuple[int, int]] = field(default_factory=set)
    work_of: dict[int, int] = field(default_factory=dict)
    # Partnerships and the programmes in whose rounds of funding they applied.
    applied: set[tuple[int, int]] = field(default_factory=set)

    def projects_of(self, scope: tuple[str, int]) -> set[int]:
        """On which projects one acts from a scope."""
        kind, one = scope
        match kind:
            case "project":
                return {one}
            case "programme":
                return {
                    p for p, (programme, _) in self.projects.items() if programme == one
                }
            case "partnership":
                return {project for project, bond in self.tied if bond == one}
            case "network":
                return {p for p, network in self.work_of.items() if network == one}
            case _:
                return self._projects_of_organisation(one)

    def _projects_of_organisation(self, one: int) -> set[int]:
        bonds = {bond for bond, member in self.members if member == one}
        return (
            {
                p
                for p, organisation in self.takes_part | self.pays
                if organisation == one
            }
            | {p for p, bond in self.tied if bond in bonds}
            | {
                p
                for p, (programme, _) in self.projects.items()
                if any((programme, one, role) in self.in_programme for role in OVERSEES)
            }
        )

    def partnerships_of(self, scope: tuple[str, int]) -> set[int]:
        kind, one = scope
        match kind:
            case "partnership":
                return {one}
            case "organisation":
                return {bond for bond, member in self.members if member == one}
            case "programme":
                within = self.projects_of(scope)
                return {bond for project, bond in self.tied if project in within}
            case _:
                return set()

    def networks_of(self, scope: tuple[str, int]) -> set[int]:
        kind, one = scope
        if kind == "network":
            return {one}
        carried = {n for n, who in self.carries.items() if who == one}
        within = self.programmes_of(scope)
        return {n for n, programme in self.networks.items() if programme in within} | (
            carried if kind == "organisation" else set()
        )

    def _networks_seen(self, scope: tuple[str, int]) -> set[int]:
        """Apart from those whose work a project in sight is."""
        kind, one = scope
        if kind != "organisation":
            return self.networks_of(scope)
        overseen = {
            p for p, who, role in self.in_programme if who == one and role in OVERSEES
        }
        return (
            self.networks_of(scope)
            | {n for n, who in self.joined if who == one}
            | {n for n, programme in self.networks.items() if programme in overseen}
        )

    def programmes_of(self, scope: tuple[str, int]) -> set[int]:
        kind, one = scope
        if kind == "programme":
            return {one}
        if kind == "organisation":
            return {
                p for p, who, role in self.in_programme if who == one and role in RUNS
            }
        return set()

    def sees(self, scope: tuple[str, int], *, funder: bool) -> dict[str, set[int]]:
        """What is read from a scope; a funder only reads what was approved."""
        kind, one = scope
        projects = self.projects_of(scope)
        if funder:
            projects = {p for p in projects if self.projects[p][1]}
        bonds = {bond for project, bond in self.tied if project in projects}
        framed = {one} if kind == "programme" else {
            p for p, who, role in self.in_programme
            if kind == "organisation" and who == one and role in OVERSEES
        }  # fmt: skip
        bonds |= {bond for bond, programme in self.applied if programme in framed}
        networks = self._networks_seen(scope)
        programmes = {self.projects[p][0] for p in projects}
        programmes |= {self.networks[network] for network in networks}
        if kind == "programme":
            programmes.add(one)
        if kind == "organisation":
            programmes |= {p for p, who, _ in self.in_programme if who == one}
        return {
            "project": projects,
            "partnership": bonds | (set() if funder else self.partnerships_of(scope)),
            "programme": programmes,
            "network": networks | {self.work_of[p] for p in projects & {*self.work_of}},
        }

    def acts_on(self, scope: tuple[str, int]) -> dict[str, set[int]]:
        return {
            "project": self.projects_of(scope),
            "partnership": self.partnerships_of(scope),
            "programme": self.programmes_of(scope),
            "network": self.networks_of(scope),
        }
