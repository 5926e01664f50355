"""序时看板 Paceboard: are a city's major construction projects on pace?"""
