"""The token that Twitter's syndication endpoint wants with each status id.

It is `((Number(id) / 1e15) * Math.PI).toString(36)` without zeros and the point, in JavaScript's
doubles: what https://github.com/vercel/react-tweet and yt-dlp send. Python has no such `toString`,
hence `js_radix`.

`js_radix` re-expresses V8's `DoubleToRadixCString` (src/numbers/conversions.cc) in Python. Its
notice:

Copyright 2011 the V8 project authors. All rights reserved.
Redistribution and use in source and binary forms, with or without modification, are permitted
provided that the
following conditions are met:
* Redistributions of source code must retain the above copyright notice, this list of conditions
  and the following
  disclaimer.
* Redistributions in binary form must reproduce the above copyright notice, this list of conditions
  and the
  following disclaimer in the documentation and/or other materials provided with the distribution.
* Neither the name of Google Inc. nor the names of its contributors may be used to endorse or
  promote products
  derived from this software without specific prior written permission.
THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR
IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A
PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT OWNER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT,
INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY
OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY
WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""

from __future__ import annotations

import math

_HALF = 0.5
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def syndication_token(status_id: str) -> str:
    """The token for a status id: in base 36, without zeros and the point."""
    return js_radix((float(int(status_id)) / 1e15) * math.pi).replace("0", "").replace(".", "")


def js_radix(value: float, radix: int = 36) -> str:
    """What JavaScript's `Number.toString(radix)` gives for a positive, finite number."""
    integer = math.floor(value)
    fraction = value - integer
    # Half the distance to the next double: digits beyond it carry no information, JavaScript stops
    # there.
    delta = max(0.5 * (math.nextafter(value, math.inf) - value), math.nextafter(0.0, 1.0))
    digits: list[int] = []
    while fraction >= delta:
        fraction *= radix
        delta *= radix
        digit = int(fraction)
        digits.append(digit)
        fraction -= digit
        if (fraction > _HALF or (fraction == _HALF and digit & 1)) and fraction + delta > 1:
            integer += _round_up(digits, radix)
            break
    whole = ""
    while True:
        integer, digit = divmod(integer, radix)
        whole = _DIGITS[digit] + whole
        if integer == 0:
            break
    return whole + ("." + "".join(_DIGITS[digit] for digit in digits) if digits else "")


def _round_up(digits: list[int], radix: int) -> int:
    """Round the digits up in place; 1 where the carry reaches the integer, else 0."""
    while digits:
        last = digits.pop()
        if last + 1 < radix:
            digits.append(last + 1)
            return 0
    return 1
