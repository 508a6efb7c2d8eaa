"""The files of a connector under the name of the published SDK's module."""

from ts_connectors.files import Checksums, Directive, Label, UploadFileRequest, UploadFileResponse

__all__ = ["Checksums", "Directive", "Label", "UploadFileRequest", "UploadFileResponse"]
