"""The routes of a user's own server, drafts and jobs: the hub's service has none of them."""

from __future__ import annotations

from ..domain.drafts import (
    Copied,
    CopyRequest,
    Covers,
    Draft,
    FileOffers,
    FilesRequest,
    InspectRequest,
    Job,
    JobList,
    Preview,
    PublishRequest,
    RememberRequest,
    Status,
    Updates,
    UpdatesRequest,
)
from ..domain.records import RelatedList
from .call import Call, Reply
from .endpoint import Endpoint
from .links import linked


def inspect_notebook(call: Call) -> Reply:
    """POST /workspace/inspect: the draft of a notebook."""
    draft = call.desk.inspect(call.json(InspectRequest).path, actor=call.actor)
    return Reply(body=linked(draft, call.site.link))


def offer_files(call: Call) -> Reply:
    """POST /workspace/files: how files that the author adds stand to the limits."""
    request = call.json(FilesRequest)
    return Reply(body=call.desk.offer_files(request.path, request.names))


def offer_covers(call: Call) -> Reply:
    """POST /workspace/covers: the pictures that could stand for the report."""
    return Reply(body=call.desk.covers(call.json(PublishRequest), actor=call.actor))


def preview_page(call: Call) -> Reply:
    """POST /workspace/preview: the page as it would be published, to look at."""
    return Reply(body=call.desk.preview(call.json(PublishRequest), actor=call.actor))


def copy_report(call: Call) -> Reply:
    """POST /workspace/copy: a runnable copy of a report in the workspace."""
    return Reply(body=call.desk.copy(call.json(CopyRequest), actor=call.actor), status=201)


def read_status(call: Call) -> Reply:
    """POST /workspace/status: how a notebook stands to its report."""
    status = call.desk.status(call.json(InspectRequest).path, actor=call.actor)
    return Reply(body=linked(status, call.site.link))


def find_near_notebook(call: Call) -> Reply:
    """POST /workspace/near: reports that are near to a notebook that is being written."""
    found = call.desk.near(call.json(InspectRequest).path, actor=call.actor)
    return Reply(body=linked(found, call.site.link))


def list_updates(call: Call) -> Reply:
    """POST /workspace/updates: one's reports whose notebooks have changed since."""
    return Reply(body=call.desk.updates(call.json(UpdatesRequest).reports, actor=call.actor))


def start_publishing(call: Call) -> Reply:
    """POST /workspace/publish: begin to publish a notebook; the answer is a job to watch."""
    job = call.desk.publish(call.json(PublishRequest), actor=call.actor)
    return Reply(body=linked(job, call.site.link), status=202)


def list_jobs(call: Call) -> Reply:
    """GET /workspace/jobs: the jobs that run, and those that ended unnoticed."""
    return Reply(body=linked(call.desk.jobs.all(), call.site.link))


def read_job(call: Call) -> Reply:
    """GET /workspace/jobs/{id}: how far a job has come."""
    return Reply(body=linked(call.desk.jobs.get(call.path["id"]), call.site.link))


def end_job(call: Call) -> Reply:
    """DELETE /workspace/jobs/{id}: cancel a job that runs, forget one that ended."""
    return Reply(body=linked(call.desk.jobs.end(call.path["id"]), call.site.link))


def remember_report(call: Call) -> Reply:
    """PUT /workspace/jobs/{id}/remembered: the notebook was told its report, or is to be told."""
    by = call.json(RememberRequest).by
    job = call.desk.remember(call.path["id"], by=by)
    return Reply(body=linked(job, call.site.link))


LOCAL_ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="POST",
        path="/workspace/inspect",
        run=inspect_notebook,
        answer=Draft,
        body=InspectRequest,
        errors=(400, 413, 422, 503),
    ),
    Endpoint(
        method="POST",
        path="/workspace/files",
        run=offer_files,
        answer=FileOffers,
        body=FilesRequest,
        errors=(400, 413, 422),
    ),
    Endpoint(
        method="POST",
        path="/workspace/covers",
        run=offer_covers,
        answer=Covers,
        body=PublishRequest,
        errors=(400, 413, 422),
    ),
    Endpoint(
        method="POST",
        path="/workspace/preview",
        run=preview_page,
        answer=Preview,
        body=PublishRequest,
        errors=(400, 409, 413, 422),
    ),
    Endpoint(
        method="POST",
        path="/workspace/copy",
        run=copy_report,
        answer=Copied,
        status=201,
        body=CopyRequest,
        errors=(400, 404, 413, 422, 503),
    ),
    Endpoint(
        method="POST",
        path="/workspace/status",
        run=read_status,
        answer=Status,
        body=InspectRequest,
        errors=(400, 413, 422, 503),
    ),
    Endpoint(
        method="POST",
        path="/workspace/near",
        run=find_near_notebook,
        answer=RelatedList,
        body=InspectRequest,
        errors=(400, 413, 422, 503),
    ),
    Endpoint(
        method="POST",
        path="/workspace/updates",
        run=list_updates,
        answer=Updates,
        body=UpdatesRequest,
        errors=(400, 413, 503),
    ),
    Endpoint(
        method="POST",
        path="/workspace/publish",
        run=start_publishing,
        answer=Job,
        status=202,
        body=PublishRequest,
        errors=(400, 409, 413),
    ),
    Endpoint(method="GET", path="/workspace/jobs", run=list_jobs, answer=JobList),
    Endpoint(method="GET", path="/workspace/jobs/{id}", run=read_job, answer=Job, errors=(404,)),
    Endpoint(
        method="DELETE", path="/workspace/jobs/{id}", run=end_job, answer=Job, errors=(404, 409)
    ),
    Endpoint(
        method="PUT",
        path="/workspace/jobs/{id}/remembered",
        run=remember_report,
        answer=Job,
        body=RememberRequest,
        errors=(400, 404, 409, 413, 422),
    ),
)
