"""Runs cross-entropy workloads with PyTorch on request: a JSON object a line in, one out.

{"type", "shape", "targets", "smoothing", "weights", "forwardOnly", "masked", "threads"}  prepares a workload,
{"repetitions"}  runs it and tells the milliseconds that took.
"""

import json
import sys
import time

try:
    import torch
except ImportError as error:
    print(json.dumps({"error": str(error)}), flush=True)
    sys.exit(1)


def prepare(request):
    torch.set_num_threads(request["threads"])
    torch.manual_seed(42)
    dtype = torch.float64 if request["type"] == "double" else torch.float32
    shape = request["shape"]
    logits = torch.randn(shape, dtype=dtype) * 3
    weight = None if request["weights"] is None else torch.tensor(request["weights"], dtype=dtype)
    if request["targets"] == "Index":
        targets = torch.randint(shape[1], [shape[0]] + shape[2:])
        if request["masked"]:
            logits[:, :-1:7] = float("-inf")
            targets += (targets % 7 == 0) & (targets < shape[1] - 1)
    elif request["targets"] == "Probability":
        targets = torch.rand(shape, dtype=dtype)
        targets /= targets.sum(1, keepdim=True)
    else:
        targets = (torch.rand(shape) < 0.125).to(dtype)

    if request["targets"] == "Label":

        def loss():
            return torch.nn.functional.binary_cross_entropy_with_logits(logits, targets)

    else:

        def loss():
            return torch.nn.functional.cross_entropy(logits, targets, weight=weight, label_smoothing=request["smoothing"])

    if request["forwardOnly"]:

        def run():
            with torch.no_grad():
                start = time.perf_counter_ns()
                loss()
                return time.perf_counter_ns() - start

    else:
        logits.requires_grad_()

        def run():
            # No gradient to add to: backward keeps the one that it makes.
            logits.grad = None
            start = time.perf_counter_ns()
            loss().backward()
            return time.perf_counter_ns() - start

    return run


def main():
    configuration = torch.__config__.show()
    capability = [line.split(":")[1].strip() for line in configuration.splitlines() if "CPU capability" in line]
    print(json.dumps({"version": torch.__version__, "capability": capability[0] if capability else "unknown"}), flush=True)
    run = None
    for line in sys.stdin:
        request = json.loads(line)
        if "repetitions" in request:
            nanoseconds = sum(run() for _ in range(request["repetitions"]))
            answer = {"milliseconds": nanoseconds / 1e6}
        else:
            # The last workload's memory first.
            run = None
            run = prepare(request)
            answer = {}

        print(json.dumps(answer), flush=True)


main()
