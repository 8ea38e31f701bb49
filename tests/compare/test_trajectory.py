"""Training side by side: the same draws on both sides, one judged step at a time."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import torch

import torch_ref.data
import torch_ref.models
import torch_ref.training
from compare.contract import Namespace
from compare.learner import learner
from compare.run import Reference, answer, reference
from compare.suite import rows_against
from compare.trajectory import EVERY, RECIPES, STEPS, Resynchronised, experiment, questions, reference_run, run
from scratch import data, functional, models, nn, optim, random, training

CNN = RECIPES[2]
CPU = torch.device("cpu")


def test_from_one_seed_both_sides_train_alike():
    """Nothing is handed over here: weights, order and dropout masks come from each side's own generator."""
    images, labels = (x[:200] for x in data.digits())

    random.manual_seed(5)
    model = models.CNN()
    loader = data.DataLoader(data.TensorDataset(images, labels), batch_size=32, shuffle=True)
    optimizer = optim.SGD(model.named_parameters(), lr=0.01, momentum=0.9)
    ours = [loss for _, loss in training.train(model, nn.CrossEntropyLoss(), optimizer, loader, epochs=2)]

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        network = torch_ref.models.CNN()
        tensors = torch_ref.data.TensorDataset(torch.from_numpy(images), torch.from_numpy(labels))
        batches = torch_ref.data.DataLoader(tensors, batch_size=32, shuffle=True)
        sgd = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9)
        criterion = torch.nn.CrossEntropyLoss()
        theirs = [loss for _, loss in torch_ref.training.train(network, criterion, sgd, batches, epochs=2)]
        state = torch.get_rng_state().numpy()

    assert len(ours) == 14
    np.testing.assert_allclose(ours, theirs, rtol=1e-4)
    np.testing.assert_array_equal(random.default_generator.get_state(), state)


def test_questions_are_at_every_tenth_step_of_three_models():
    asked = [q for q in questions(0) if isinstance(q, Resynchronised)]
    assert len({(q.op, q.case) for q in questions(0)}) == len(list(questions(0)))
    assert [q.step for q in asked if q.op == "cnn"] == list(range(EVERY, STEPS + 1, EVERY))
    assert {q.op for q in asked} == {"sigmoid_mlp", "relu_mlp", "cnn"}


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda r: r.op)
@pytest.mark.parametrize("step", [10, STEPS])
def test_the_reference_repeats_its_own_step(recipe, step):
    """In PyTorch, the step from the recorded state is the recorded step, to the bit."""
    before = torch.get_rng_state()
    asked = Reference(Resynchronised(recipe, step, 0), "float32")
    assert asked.own["loss"] == reference_run(recipe, 0, CPU).losses[step - 1]
    assert torch.equal(torch.get_rng_state(), before)
    for name in reference_run(recipe, 0, CPU).start["parameters"]:
        assert {f"grad {name}", f"{name} after", f"momentum {name} after"} <= set(asked.own)
    if step == STEPS:
        end = reference_run(recipe, 0, CPU).end
        for name, x in {**end["parameters"], **end["buffers"]}.items():
            np.testing.assert_array_equal(asked.own[f"{name} after"], x)


def test_a_step_in_float64_draws_the_same_mask():
    inputs = Reference(Resynchronised(CNN, 20, 0), "float64").inputs
    masks = []
    for namespace, dtype in ((reference(), "float32"), (reference(), "float64")):
        model = learner(namespace, CNN, dtype)
        model.load(inputs["state"])
        model.masks = {}
        model.step(inputs["images"].astype(dtype), inputs["labels"])
        masks.append(model.masks["dropout"])
    np.testing.assert_array_equal(*masks)
    np.testing.assert_array_equal(masks[0], inputs["state"]["masks"]["dropout"])
    assert 0.5 < masks[0].mean() < 0.9


class MaskedDropout(nn.Module):
    """A dropout layer that draws nothing: it is told what to keep."""

    mask = None

    def forward(self, x):
        return nn.named(functional.dropout(x, 0.25, self.training, mask=self.mask if self.training else None))


class MaskedCNN(models.CNN):
    def __init__(self, **options):
        super().__init__(**options)
        self.dropout = MaskedDropout()


def candidate(**rooms):
    return Namespace(SimpleNamespace(__name__="mine", **{"nn": nn, "optim": optim, "training": training, **rooms}))


def test_a_candidate_without_a_generator_is_handed_the_masks():
    mine = candidate(models=SimpleNamespace(CNN=MaskedCNN))
    asked = Reference(Resynchronised(CNN, 30, 0), "float32")
    assert all(row.ok for row in rows_against(asked, mine))
    lines = run(mine, 0)
    assert [line["model"] for line in lines] == ["cnn", "cnn"]
    assert lines[1]["parameters apart"] < 1e-3
    seeded = next(q for q in questions(0) if (q.op, q.case) == ("cnn", "weights from a seed"))
    assert [row.status for row in rows_against(Reference(seeded, "float32"), mine)] == ["unsupported"]


def test_another_mask_is_noticed():
    asked = Reference(Resynchronised(CNN, 30, 0), "float32")
    state = dict(asked.inputs["state"], rng=random.Generator().manual_seed(1).get_state())
    other = answer(asked.question, Namespace("scratch"), {**asked.inputs, "state": state}, asked.dtype)
    assert abs(other["loss"] - asked.own["loss"]) > 1e-3


def test_free_runs_are_shown_side_by_side():
    found = pd.DataFrame(run(Namespace("scratch"), 0))
    assert list(found["by"]) == ["PyTorch", "scratch"] * 3
    assert (found["loss 1"] > 2).all()
    assert (found["accuracy"] > 0.9).all()
    assert found["parameters apart"][1::2].between(0, 1e-2, inclusive="neither").all()
    assert (found["note"] == "").all()
    assert len(experiment(0)[1][1]) == 269  # held out


def test_a_candidate_that_fails_is_noted_and_one_without_models_left_out():
    def refuse(**options):
        raise RuntimeError("out of order")

    found = run(candidate(models=SimpleNamespace(CNN=refuse)), 0)
    assert [line["note"] for line in found] == ["", "RuntimeError: out of order"]
    assert [np.isnan(line["loss 1"]) for line in found] == [False, True]
    assert run(candidate(models=SimpleNamespace()), 0) == []


def test_free_runs_show_the_candidates_own_losses():
    """With half the learning rate they part from PyTorch's after the first step."""
    slow = SimpleNamespace(SGD=lambda params, lr, **options: optim.SGD(params, lr=lr / 2, **options))
    theirs, mine = run(candidate(models=SimpleNamespace(ReLUMLP=models.ReLUMLP), optim=slow, random=random), 0)
    assert mine["loss 1"] == pytest.approx(theirs["loss 1"], rel=1e-6)
    assert mine["loss 40"] > theirs["loss 40"] + 0.05
    assert mine["parameters apart"] > 0.01
