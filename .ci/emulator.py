"""LocalStack in this process, without Docker: functions run as processes in AWS's runtime interface client for Java, tables in
DynamoDB Local. Both come from the class path in TEST_CLASSPATH. JAVA is the java of a JDK 25, JAVA_FLAGS is for functions."""

import http.server
import json
import os
import queue
import subprocess
import tempfile
import threading
import time

from localstack.services.dynamodb import server as dynamodb
from localstack.services.lambda_.invocation import runtime_executor
from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from localstack.runtime.main import main
from localstack.utils.run import ShellCommandThread

CLASSPATH, JAVA = os.environ["TEST_CLASSPATH"], os.environ["JAVA"]


class RuntimeApi(http.server.BaseHTTPRequestHandler):
    """https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", headers=()):
        self.send_response_only(status)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        function = self.server.function
        function.ready.set()
        event = function.events.get()
        deadline = int((time.time() + function.timeout) * 1000)
        self.answer(
            200,
            event["payload"].encode(),
            [
                ("Content-Type", "application/json"),
                ("Lambda-Runtime-Aws-Request-Id", event["invoke-id"]),
                ("Lambda-Runtime-Deadline-Ms", str(deadline)),
                ("Lambda-Runtime-Invoked-Function-Arn", event["invoked-function-arn"]),
                ("Lambda-Runtime-Trace-Id", event["trace-id"]),
            ],
        )

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.answer(202, b"{}")
        self.server.function.outcomes.put((self.path.rsplit("/", 1)[1], body))


class JavaProcess(runtime_executor.RuntimeExecutor):
    """One execution environment of a function."""

    def __init__(self, id, function_version):
        super().__init__(id, function_version)
        self.timeout = function_version.config.timeout
        self.ready, self.events, self.outcomes = threading.Event(), queue.Queue(), queue.Queue()
        self.log = tempfile.NamedTemporaryFile(suffix=".log")
        self.api = http.server.ThreadingHTTPServer(("127.0.0.1", 0), RuntimeApi)
        self.api.function = self

    def start(self, env_vars):
        threading.Thread(target=self.api.serve_forever, daemon=True).start()
        code = str(self.function_version.config.code.get_unzipped_code_location())
        environment = {name: str(value) for name, value in env_vars.items() if value is not None}
        environment |= {"AWS_LAMBDA_RUNTIME_API": "127.0.0.1:%d" % self.api.server_port, "LAMBDA_TASK_ROOT": code}
        self.process = subprocess.Popen(
            [JAVA, *os.environ["JAVA_FLAGS"].split(), "-cp", CLIENT, "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", environment["_HANDLER"]],
            cwd=code,
            env=environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        while not self.ready.wait(0.1):
            if self.process.poll() is not None:
                raise RuntimeError("the runtime did not start: " + self.get_logs())

    def invoke(self, payload):
        id, begun, end = payload["invoke-id"], len(self.get_logs()), time.time() + self.timeout
        self.events.put(payload)
        while True:
            try:
                kind, body = self.outcomes.get(timeout=0.1)
                break
            except queue.Empty:
                if self.process.poll() is not None or time.time() > end:
                    self.process.kill()
                    kind, body = "error", json.dumps({"errorType": "Sandbox.Ended", "errorMessage": "ended without an answer"}).encode()
                    break
        log = "START RequestId: %s Version: %s\n%s\nEND RequestId: %s" % (id, self.function_version.id.qualifier, self.get_logs()[begun:], id)
        return InvocationResult(id, body, is_error=kind == "error", logs=log)

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.api.shutdown()
        self.api.server_close()

    def get_logs(self):
        return open(self.log.name, errors="replace").read()

    def get_address(self):
        return "127.0.0.1"

    def get_endpoint_from_executor(self):
        return "127.0.0.1"

    def get_runtime_endpoint(self):
        return "http://127.0.0.1:%d" % self.api.server_port

    @classmethod
    def prepare_version(cls, function_version):
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version):
        function_version.config.code.cleanup()


class Executors:
    """In the place of LocalStack's own, which know Docker alone."""

    def exists(self, name):
        return True

    def load(self, *name):
        return self if name else JavaProcess


def start_dynamodb_local(self):
    command = [JAVA, "-Xmx256m", "--enable-native-access=ALL-UNNAMED", "-cp", CLASSPATH, "software.amazon.dynamodb.services.local.main.ServerRunner"]
    thread = ShellCommandThread([*command, "-inMemory", "-disableTelemetry", "-port", str(self.port)], name="dynamodb-local")
    thread.start()
    return thread


CLIENT = ":".join(jar for jar in CLASSPATH.split(":") if "aws-lambda-java-" in jar or "utils-lite" in jar)
dynamodb.DynamodbServer.do_start_thread = start_dynamodb_local
runtime_executor.get_runtime_executor.__globals__["EXECUTOR_PLUGIN_MANAGER"] = Executors()
main()
