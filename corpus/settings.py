"""Settings, read from the environment (`SCRUTINY_…`) or a `.env` file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting has a default that works on a laptop without a network."""

    model_config = SettingsConfigDict(env_prefix="SCRUTINY_", env_file=".env", extra="ignore")

    store: Path = Path(".store")
    # A sentence-transformers name or folder; None is the model that ships as a package.
    model: str | None = None
    query_prompt: str = ""
    chroma_host: str | None = None  # host:port of a Chroma server; None keeps it on disk
    parse_seconds: int = 300  # limit for reading one file
    parse_memory_mb: int = 2048
    upload_mb: int = 50
    log_level: str = "WARNING"


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
