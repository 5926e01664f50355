"""A visitor without a browser: speaks Streamlit's own protocol, so that only the server's work is timed."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


@dataclass
class Session:
    """One open tab; page and query say where it is."""

    socket: ClientConnection
    page: str = ""
    query: str = ""
    script: str = ""
    deltas: list[ForwardMsg] = field(default_factory=list)

    @classmethod
    @contextmanager
    def begin(cls, server: str, page: str = "", query: str = "") -> Iterator["Session"]:
        """Open a tab at a page and wait until it has run once."""
        address = server.replace("http", "ws", 1) + "/_stcore/stream"
        with connect(address, subprotocols=["streamlit"], max_size=None) as socket:
            session = cls(socket, page, query)
            session.run()
            yield session

    def run(self) -> float:
        """Run the page once more; return the seconds from the question to the end of the script."""
        message = BackMsg()
        state = ClientState(query_string=self.query, page_name="" if self.script else self.page)
        state.page_script_hash = self.script
        message.rerun_script.CopyFrom(state)
        began = time.perf_counter()
        self.socket.send(message.SerializeToString())
        self.deltas = []
        while (answer := self._read()).WhichOneof("type") != "script_finished":
            if answer.WhichOneof("type") == "delta":
                self.deltas.append(answer)
        return time.perf_counter() - began

    def _read(self) -> ForwardMsg:
        answer = ForwardMsg()
        answer.ParseFromString(self.socket.recv(timeout=120))
        kind = answer.WhichOneof("type")
        if kind == "navigation":
            self.script = answer.navigation.page_script_hash
        elif kind == "new_session" and not self.script:
            self.script = answer.new_session.page_script_hash
        return answer

    def elements(self) -> list[tuple[str, dict]]:
        """Return kind and content of every element and container that the last run drew, in order."""
        found = []
        for message in self.deltas:
            if message.delta.WhichOneof("type") == "add_block":
                found.append(("block", {}))
            elif message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element
                kind = element.WhichOneof("type")
                found.append((kind, content(getattr(element, kind))))
        return found


def content(element: object) -> dict:
    """Return what the bare page needs to draw the same: plain values of one element's message."""
    wanted = {"spec", "json", "data", "body", "label", "options"}
    given = {f.name: value for f, value in element.ListFields() if f.name in wanted}
    options = [getattr(o, "content", o) for o in given.get("options", [])]
    if "mixed" in {f.name for f, _ in element.ListFields()}:
        given["data"] = json.loads(element.mixed.json)
    if "arrow_data" in {f.name for f, _ in element.ListFields()}:
        given["data"] = element.arrow_data.data
    return given | {"options": [str(o) for o in options]}
