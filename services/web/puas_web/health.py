"""Signs of life for machines: alive, ready, and the metrics endpoint of the internal port."""

import logging

import redis
from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from puas_web.access import public
from puas_web.database import db

logger = logging.getLogger(__name__)
blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def alive() -> Response:
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
@public
def ready() -> tuple[Response, int]:
    """Ready when both the database and the queue answer."""
    checks = {"database": database_answers(), "queue": queue_answers()}
    return jsonify(checks), 200 if all(checks.values()) else 503


def database_answers() -> bool:
    try:
        db.session.connection().exec_driver_sql("SELECT 1")
    except SQLAlchemyError:
        logger.warning("Database does not answer")
        return False
    return True


def queue_answers() -> bool:
    url = current_app.config["PUAS_REDIS_URL"]
    if not url:
        return False
    try:
        with redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as connection:
            return bool(connection.ping())
    except redis.RedisError:
        logger.warning("Queue does not answer")
        return False
