"""One table turns errors into HTTP statuses; a test says that it is complete."""

from __future__ import annotations

from ..domain import errors
from ..domain.records import ErrorBody, ErrorDetail

STATUS: dict[type[errors.PublishError], int] = {
    errors.NotFound: 404,
    errors.Forbidden: 403,
    errors.NotLetIn: 403,
    errors.NotSignedIn: 403,  # not 401: a browser would ask for a password that nobody has
    errors.BadInput: 400,
    errors.BadNotebook: 400,
    errors.BadBundle: 400,
    errors.TooLarge: 413,
    errors.OverQuota: 413,
    errors.TooMany: 429,
    errors.Conflict: 409,
    errors.Outdated: 409,
    errors.Undecided: 409,
    errors.ContractBroken: 409,
    errors.Blocked: 422,
    errors.RunFailed: 422,
    errors.Cancelled: 409,
    errors.RenderingFailed: 422,
    errors.FileProblem: 422,
    errors.WarehouseProblem: 422,
    errors.LibraryUnavailable: 503,
    errors.LibraryBusy: 503,
    errors.LibraryReadOnly: 503,
    errors.LibraryFull: 507,
    errors.LibraryNewer: 503,
    errors.LibraryDamaged: 503,
}


def status_of(error: errors.PublishError) -> int:
    """The HTTP status of an error."""
    return STATUS.get(type(error), 500)


def detail_of(error: errors.PublishError) -> ErrorDetail:
    """The error as it is sent and shown."""
    return ErrorDetail(code=error.code, message=error.message, hint=error.hint, cell=error.cell)


def body_of(error: errors.PublishError) -> ErrorBody:
    """The one shape of every error."""
    return ErrorBody(error=detail_of(error))
