"""Mending published ONNX graphs once, at install, so that they run without a trick or a warning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ModelPackError
from core.vision.alignment import ALIGNED
from core.vision.detection import STRIDES
from core.words import said

# Only who installs a pack needs them; to import them takes half a second.
if TYPE_CHECKING:
    import onnx

# The heads of an SCRFD with landmarks, each once a stride: score, box, landmarks.
SCRFD_OUTPUTS = 3 * len(STRIDES)
# How ArcFace models say that they scale pixels themselves: by their first few nodes.
SCALING_NODES = 8


def load_graph(path: Path) -> onnx.ModelProto:
    """Read a model.

    Raises:
        ModelPackError: not an ONNX file.
    """
    import onnx
    from google.protobuf.message import DecodeError

    try:
        model = onnx.load(str(path))
    except DecodeError as exc:
        raise ModelPackError(said("{name} is not an ONNX model.", name=path.name)) from exc
    if not model.graph.input or not model.graph.output:  # an empty file reads as an empty model
        raise ModelPackError(said("{name} is not an ONNX model.", name=path.name))
    return model


def mend_detector(source: Path, target: Path) -> None:
    """Make a detector take a picture of any size."""
    model = load_graph(source)
    _drop_weights_from_inputs(model)
    _name_dimensions(model.graph.input[0], {2: "height", 3: "width"})
    for output in model.graph.output:
        # The number of anchors is the second dimension in YuNet and the first in SCRFD.
        output.type.tensor_type.shape.dim[0].dim_param = f"{output.name}_0"
        output.type.tensor_type.shape.dim[1].dim_param = f"{output.name}_1"
    _save(model, target)


def mend_recogniser(source: Path, target: Path) -> None:
    """Make a recogniser take any number of faces at once."""
    model = load_graph(source)
    _drop_weights_from_inputs(model)
    for tensor in (*model.graph.input, *model.graph.output):
        _name_dimensions(tensor, {0: "batch"})
    _save(model, target)


def _save(model: onnx.ModelProto, target: Path) -> None:
    import onnx

    onnx.save(model, str(target))


def is_detector(model: onnx.ModelProto) -> bool:
    """Whether a model has the outputs of an SCRFD detector with landmarks."""
    return len(model.graph.output) == SCRFD_OUTPUTS


def recogniser_dimension(model: onnx.ModelProto) -> int | None:
    """The embedding's dimension where a model is a face recogniser, else None."""
    inputs, outputs = _sizes(model.graph.input[0]), _sizes(model.graph.output[0])
    is_face = inputs[1:] == [3, ALIGNED, ALIGNED] and len(model.graph.output) == 1
    return outputs[1] if is_face and len(outputs) == 2 else None


def scales_pixels_itself(model: onnx.ModelProto) -> bool:
    """Whether an ArcFace model begins by subtracting a mean and scaling."""
    first = [node.op_type for node in model.graph.node[:SCALING_NODES]]
    return "Sub" in first and "Mul" in first


def _sizes(tensor: onnx.ValueInfoProto) -> list[int]:
    return [dimension.dim_value for dimension in tensor.type.tensor_type.shape.dim]


def _name_dimensions(tensor: onnx.ValueInfoProto, names: dict[int, str]) -> None:
    for index, name in names.items():
        tensor.type.tensor_type.shape.dim[index].dim_param = name


def _drop_weights_from_inputs(model: onnx.ModelProto) -> None:
    """Weights listed as inputs could be overridden at run time, which blocks constant folding."""
    weights = {weight.name for weight in model.graph.initializer}
    inputs = [tensor for tensor in model.graph.input if tensor.name not in weights]
    del model.graph.input[:]
    model.graph.input.extend(inputs)
