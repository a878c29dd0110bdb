from typing import Annotated

from fastapi import APIRouter, Depends

from bromost_common.web.auth import AnyActor
from bromost_common.web.session import Session

from .repository import CodelistRepository
from .schemas import Countries, CountryOut, Currencies, CurrencyOut

router = APIRouter(tags=["codelists"])


async def _repository(session: Session) -> CodelistRepository:
    return CodelistRepository(session)


Codelists = Annotated[CodelistRepository, Depends(_repository)]


@router.get("/countries", summary="All countries")
async def list_countries(codelists: Codelists, _: AnyActor) -> Countries:
    found = await codelists.countries()
    return Countries(
        items=[CountryOut.model_validate(c, from_attributes=True) for c in found]
    )


@router.get("/currencies", summary="All currencies")
async def list_currencies(codelists: Codelists, _: AnyActor) -> Currencies:
    found = await codelists.currencies()
    return Currencies(
        items=[CurrencyOut.model_validate(c, from_attributes=True) for c in found]
    )
