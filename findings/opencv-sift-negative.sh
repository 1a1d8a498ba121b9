#!/usr/bin/env bash
# The SIFT descriptors of a picture and of its negative hold the same 128 numbers in another order:
# the gradients point the other way, so the keypoint is turned by 180 degrees, and with it the grid
# of 4 x 4 cells. The 8 directions in each cell stay as they were. One reordering finds a negative.
# Seen with opencv-python-headless 4.12.0.88: 400 keypoints, distance as they stand 517, grid
# turned 0.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q opencv-python-headless==4.12.0.88 numpy==2.2.6
"$work/venv/bin/python" - <<'PY'
import cv2
import numpy as np

noise = np.random.default_rng(7).integers(0, 256, (60, 80)).astype(np.uint8)
picture = cv2.GaussianBlur(cv2.resize(noise, (640, 480), interpolation=cv2.INTER_CUBIC), (0, 0), 3)
sift = cv2.SIFT_create(400)
points = sift.detect(picture, None)
turned = [cv2.KeyPoint(p.pt[0], p.pt[1], p.size, (p.angle + 180) % 360, p.response, p.octave) for p in points]
_, of_picture = sift.compute(picture, points)
_, of_negative = sift.compute(255 - picture, turned)
grid = of_picture.reshape(-1, 4, 4, 8)
guess = grid[:, ::-1, ::-1, :].reshape(-1, 128)
near = np.median(np.linalg.norm(guess - of_negative, axis=1))
far = np.median(np.linalg.norm(of_picture - of_negative, axis=1))
print(f"OpenCV {cv2.__version__}: {len(points)} keypoints, distance as they stand {far:.0f}, grid turned {near:.1f}")
assert near < far / 10, "the negative's descriptor is no longer the turned grid"
PY
